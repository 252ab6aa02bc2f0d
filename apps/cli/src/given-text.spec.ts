import { Failure } from './failure.js';
import { bytesOf, commandsIn } from './given-text.js';

const failure = (message: string): Failure => new Failure(message, 2);

describe('a file of commands', () => {
  it('has one on each line that is not empty', () =>
    expect(commandsIn('{"command": "a"}\n\n{"command": "b"}\n')).toEqual([{ command: 'a' }, { command: 'b' }]));

  it('that holds a line of something else is a mistake of whoever gives it, and the line is named', () =>
    expect(() => commandsIn('{"command": "a"}\nrain\n')).toThrow(
      failure(
        'Line 2: It is not JSON: Unexpected token \'r\', "rain" is not valid JSON. Write one command on each line, as JSON.',
      ),
    ));

  it('that is not there is one too', () => {
    expect(() => bytesOf('nowhere.ndjson')).toThrow(Failure);
    expect(() => bytesOf('nowhere.ndjson')).toThrow(/^nowhere\.ndjson cannot be read: ENOENT/);
  });
});
