import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A process of this benchmark that does what it is told, one command at a time or many. */
export class Child {
  #process;
  #name;
  #waiting = new Map();
  #ended = false;
  #lastId = 0;

  /** @param path of the program, relative to this folder */
  constructor(path, { name = path, env = {}, args = [], execArgv = [], cwd } = {}) {
    this.#name = name;
    this.#process = fork(fileURLToPath(new URL(path, import.meta.url)), args, {
      env: { ...process.env, NODE_ENV: 'production', ...env },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv,
      cwd,
    });
    this.#process.on('message', ({ id, result, error }) => this.#settle(id, result, error));
    this.#process.on('exit', () => {
      this.#ended = true;
      for (const id of this.#waiting.keys()) this.#settle(id, undefined, `${name} has ended`);
    });
  }

  tell(command, message = {}) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(new Error(`${this.#name} has ended`));
      this.#waiting.set(id, { resolve, reject });
      this.#process.send({ id, command, ...message });
    });
  }

  get hasEnded() {
    return this.#ended;
  }

  /** Processor time so far, user and system, in milliseconds. */
  get cpuMs() {
    const stat = this.#read('stat');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    return ((user + system) * 1000) / TICKS_PER_SECOND;
  }

  /** Resident memory now and at its highest, in megabytes. */
  get memory() {
    const status = this.#read('status');
    const megabytes = (member) => Number(new RegExp(`${member}:\\s+(\\d+)`).exec(status)[1]) / 1024;
    return { rss: megabytes('VmRSS'), peak: megabytes('VmHWM') };
  }

  stop() {
    if (!this.#ended) this.#process.kill();
  }

  #read(file) {
    return readFileSync(`/proc/${this.#process.pid}/${file}`, 'latin1');
  }

  #settle(id, result, error) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error));
  }
}

/** Of `/proc`, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
