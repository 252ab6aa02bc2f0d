import { runImport } from './commands/run-import.js';
import { Failure } from './failure.js';
import { clientOf } from './server.js';

const failureOf = (url: string): unknown => {
  try {
    return clientOf(url).url;
  } catch (error) {
    return error;
  }
};

it.each(['http://127.0.0.1:3000', 'http://127.0.0.1:3000/', 'https://drawdown.example', 'http://[::1]:3000'])(
  '%s is an address of a server',
  (url) => expect(failureOf(url)).not.toBeInstanceOf(Error),
);

it.each(['127.0.0.1:3000', 'ftp://x', 'nothing', ''])('%p is none', (url) =>
  expect(failureOf(url)).toMatchObject({ exitCode: 2, message: expect.stringContaining('is no address of a server') }),
);

it('an address with a password in it is refused, and the password not said again', () => {
  const failure = failureOf('http://me:secret@127.0.0.1:3000') as Failure;
  expect([failure.exitCode, failure.message.includes('secret')]).toEqual([2, false]);
});

it('a workbook is not read as commands', () =>
  expect(runImport(clientOf('http://127.0.0.1:3000'), 'm', 'plan.XLSX', {})).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('--kind'),
  }));
