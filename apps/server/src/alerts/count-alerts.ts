import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { alertRules, type AlertRule } from '#libs/domain';
import { Metrics } from '../operation/metrics.js';
import { AlertWatch } from './alert-watch.js';

const states = ['firing', 'acknowledged', 'silenced'] as const;

/** Counts the alerts of all missions by rule for `/metrics`, when that is read, and names no mission. */
@Injectable()
export class CountAlerts {
  constructor(watch: AlertWatch, metrics: Metrics) {
    const gauge: Gauge<'rule' | 'state'> = new Gauge({
      name: 'drawdown_alerts',
      help: 'Alerts of all missions by rule, and whether somebody looks after them or silenced them.',
      labelNames: ['rule', 'state'],
      registers: [metrics.registry],
      collect: () => setCounts(gauge, watch),
    });
  }
}

async function setCounts(gauge: Gauge<'rule' | 'state'>, watch: AlertWatch): Promise<void> {
  const counts = new Map<string, number>();
  for (const { rule, silenced, acknowledged } of (await watch.lookAtSome()).flatMap(({ alerts }) => alerts)) {
    const key = `${rule} ${silenced ? 'silenced' : acknowledged ? 'acknowledged' : 'firing'}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const rule of Object.keys(alertRules) as AlertRule[])
    for (const state of states) gauge.set({ rule, state }, counts.get(`${rule} ${state}`) ?? 0);
}
