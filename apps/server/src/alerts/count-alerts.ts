import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { alertRules, type AlertRule } from '#libs/domain';
import { Metrics } from '../operation/metrics.js';
import { AlertWatch, type Look } from './alert-watch.js';

const states = ['firing', 'acknowledged', 'silenced'] as const;

/** Counts the alerts of all missions by rule for `/metrics`, as they are known when that is read, and names no mission. */
@Injectable()
export class CountAlerts {
  constructor(watch: AlertWatch, metrics: Metrics) {
    const registers = [metrics.registry];
    // Metrics are collected in the order in which they are made: the first of these sets them all.
    const gauge: Gauge<'rule' | 'state'> = new Gauge({
      name: 'drawdown_alerts',
      help: 'Alerts of all missions by rule, and whether somebody looks after them or silenced them.',
      labelNames: ['rule', 'state'],
      registers,
      collect: () => {
        const known = watch.known();
        unseen.set(known.unseen);
        age.set(known.age / 1000);
        setCounts(gauge, known.looks);
      },
    });
    const unseen = new Gauge({
      name: 'drawdown_alerts_missions_unseen',
      help: 'Missions whose alerts nobody has looked at since the start: drawdown_alerts counts none of them.',
      registers,
    });
    const age = new Gauge({
      name: 'drawdown_alerts_age_seconds',
      help: 'How long ago the mission was looked at that drawdown_alerts knows least well.',
      registers,
    });
  }
}

function setCounts(gauge: Gauge<'rule' | 'state'>, looks: readonly Look[]): void {
  const counts = new Map<string, number>();
  for (const { rule, silenced, acknowledged } of looks.flatMap(({ alerts }) => alerts)) {
    const key = `${rule} ${silenced ? 'silenced' : acknowledged ? 'acknowledged' : 'firing'}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const rule of Object.keys(alertRules) as AlertRule[])
    for (const state of states) gauge.set({ rule, state }, counts.get(`${rule} ${state}`) ?? 0);
}
