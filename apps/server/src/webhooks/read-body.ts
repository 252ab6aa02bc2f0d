import { BlockList, isIP } from 'node:net';
import { everyMission, type Role } from '#libs/access';
import { fieldError, isSlug, notObject, unknownField, type FieldError, type Said } from '#libs/domain';
import { isObject } from '#libs/strict-json';
import { Problem } from '../http/problems.js';
import { parseStrict, textOf } from '../http/strict-json.js';
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
  const given = bytes instanceof Uint8Array ? parseStrict(textOf(bytes)) : undefined;
  if (!isObject(given)) throw invalid([fieldError('', notObject)]);
  const odd = Object.keys(given).filter((name) => !fields.some((field) => field === name));
  if (odd.length > 0) throw invalid(odd.map((name) => fieldError(`/${name}`, unknownField(fields))));
  const { url, mission, events = webhookEvents, body = 'thin', role = 'viewer' } = given;
  const errors: FieldError[] = [];
  const check = (isRight: boolean, pointer: string, said: Said): void => {
    if (!isRight) errors.push(fieldError(pointer, said));
  };
  const wrong = wrongUrl(url, settings);
  if (wrong) errors.push(fieldError('/url', wrong));
  const isNamed = mission === everyMission || isSlug(mission);
  check(isNamed, '/mission', details.missionForm);
  check(!isNamed || mission === everyMission || isThere(mission), '/mission', details.noMission);
  check(isEvents(events), '/events', details.eventsForm(webhookEvents));
  check(body === 'thin' || body === 'full', '/body', details.bodyForm);
  check(isRead(role), '/role', details.roleForm(rolesRead));
  if (errors.length > 0) throw invalid(errors);
  return {
    url: url as string,
    mission: mission as string,
    events: webhookEvents.filter((one) => (events as WebhookEvent[]).includes(one)),
    body: body as 'thin' | 'full',
    role: role as Role,
  };
}

const invalid = (errors: readonly FieldError[]): Problem => new Problem('invalid', undefined, {}, {}, errors);

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
