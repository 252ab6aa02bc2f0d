import { BlockList, isIP } from 'node:net';
import { everyMission, type Role } from '#libs/access';
import { isSlug, type Said } from '#libs/domain';
import { FieldChecks, objectIn } from '../http/read-object.js';
import type { WebhookSettings } from '../webhook-settings.js';
import { details } from './details.js';
import { webhookEvents, type WebhookEvent, type WebhookWanted } from './webhook-state.js';

const fields = ['url', 'mission', 'events', 'body', 'role'] as const;

/** The roles for which messages are rendered. */
export const rolesRead = ['viewer', 'reporter', 'planner', 'auditor'] as const satisfies readonly Role[];

/**
 * Reads which endpoint is wanted, for a mission that there is or for every one. Throws a Problem that names each field that cannot be
 * used: an endpoint with a misspelt mission would wait for alerts that never come.
 */
export function readWebhook(
  bytes: unknown,
  settings: WebhookSettings,
  isThere: (mission: string) => boolean,
): WebhookWanted {
  const { url, mission, events = webhookEvents, body = 'thin', role = 'viewer' } = objectIn(bytes, fields);
  const checks = new FieldChecks();
  const wrong = wrongUrl(url, settings);
  if (wrong) checks.check(false, '/url', wrong);
  const isNamed = mission === everyMission || isSlug(mission);
  checks.check(isNamed, '/mission', details.missionForm);
  checks.check(!isNamed || mission === everyMission || isThere(mission), '/mission', details.noMission);
  checks.check(isEvents(events), '/events', details.eventsForm(webhookEvents));
  checks.check(body === 'thin' || body === 'full', '/body', details.bodyForm);
  checks.check(isRead(role), '/role', details.roleForm(rolesRead));
  checks.end();
  return {
    url: url as string,
    mission: mission as string,
    events: webhookEvents.filter((one) => (events as WebhookEvent[]).includes(one)),
    body: body as 'thin' | 'full',
    role: role as Role,
  };
}

const isRead = (value: unknown): boolean => rolesRead.some((role) => role === value);

const isEvents = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= webhookEvents.length &&
  (value as unknown[]).every((one) => webhookEvents.some((event) => event === one));

/** Why an address is not one that messages may be sent to; undefined if it is. A name is looked up when it is sent to. */
function wrongUrl(text: unknown, { allowHttp, allowPrivate }: WebhookSettings): Said | undefined {
  const url = typeof text === 'string' && text.length <= 2000 ? URL.parse(text) : null;
  const isRight =
    url !== null &&
    (url.protocol === 'https:' || (allowHttp && url.protocol === 'http:')) &&
    `${url.username}${url.password}${url.hash}` === '';
  if (!isRight) return details.urlForm;
  return !allowPrivate && isPrivate(url.hostname) ? details.privateUrl : undefined;
}

const ownNetworks = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  ownNetworks.addSubnet(network, bits);
for (const [network, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  ownNetworks.addSubnet(network, bits, 'ipv6');

/** Whether a host as URLs have it is one of ours. The URL has written numbers of any form as an address. */
function isPrivate(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  const address = host.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  return family !== 0 && ownNetworks.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
