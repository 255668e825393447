import {
  type ChatProcess,
  type ChatProcessOptions,
  type LoadedChatProcess,
  loadChatProcess,
} from './chat-process.ts';

/** For tests: servers of chats one after the other, each ready before the one before it is killed. */
export class ChatServerLine implements AsyncDisposable {
  readonly #options: ChatProcessOptions;
  #reserve: Promise<LoadedChatProcess>;
  #running = Promise.withResolvers<ChatProcess>();

  constructor(options: ChatProcessOptions) {
    this.#options = options;
    this.#reserve = loadChatProcess(options);
  }

  /** The server that runs; waits while there is none. */
  get running(): Promise<ChatProcess> {
    return this.#running.promise;
  }

  /** Lets the next server listen, as soon as it can. */
  async listen(): Promise<ChatProcess> {
    const loaded = await this.#reserve;
    const server = await loaded.listen();
    this.#running.resolve(server);
    this.#reserve = loadChatProcess(this.#options);
    return server;
  }

  /** Kills the server that runs. */
  async kill(): Promise<void> {
    const server = await this.#running.promise;
    this.#running = Promise.withResolvers();
    await server.kill();
  }

  /** Does it with a server, and again with the next one if that was killed meanwhile. */
  async untilDone<T>(work: (server: ChatProcess, attempt: number) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const server = await this.running;
      try {
        return await work(server, attempt);
      } catch (error) {
        if (!server.isKilled) throw error;
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await (await this.#reserve).kill();
  }
}
