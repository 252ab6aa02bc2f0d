import Runner from 'jest-runner';

/** Runs test files one after another: those that start servers and browsers keep all cores busy by themselves. */
export default class SerialRunner extends Runner {
  isSerial = true;
}
