/*
 * Sends what waits in the outbox: in order, each once (the server knows what it has by the id that
 * the phone chose), and only as the account that wrote it. Shared by pages and the service worker.
 *
 * sendOutbox() promises {sent, state}: how many went, and "done", "logged-out", "away" (no network,
 * or a server that fails) or "busy" (somebody else is sending).
 */
self.sendOutbox = (() => {
  "use strict";

  const { root } = self.milkspot;
  const PATIENCE = 30 * 1000;
  const PATIENCE_WITH_PHOTOS = 5 * 60 * 1000;
  const CLOCKS_DIFFER_BY = 10 * 60 * 1000;
  const ONE_ALONE_FAILS = 8; // so often the server failed with this one: the others go before it

  class Away extends Error {}
  class ServerFails extends Away {}
  class LoggedOut extends Error {}
  class Refused extends Error {
    constructor(refusal) {
      super(refusal.sentence);
      this.refusal = refusal;
    }
  }

  async function ask(address, patience, given) {
    const signal = AbortSignal.timeout?.(patience);
    try {
      return await fetch(address, { redirect: "manual", cache: "no-store", signal, ...given });
    } catch (error) {
      throw new Away(String(error));
    }
  }

  async function ticketFor(account) {
    const answer = await ask(`${root}outbox/ticket/`, PATIENCE);
    if (answer.status === 401) throw new LoggedOut();
    const ticket = await jsonOf(answer);
    if (!answer.ok || !ticket.csrf) throw new Away("no ticket");
    if (account && ticket.account !== account) throw new LoggedOut();
    return ticket;
  }

  /** The answer's JSON; a page (of a hotel's network, say) is no answer of ours. */
  async function jsonOf(answer) {
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return {};
    try {
      return await answer.json();
    } catch (error) {
      throw new Away(`half an answer: ${error}`);
    }
  }

  async function post(address, fields, record, ticket) {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    const hasFiles = fields.some(([, value]) => typeof value !== "string");
    const answer = await ask(address, hasFiles ? PATIENCE_WITH_PHOTOS : PATIENCE, {
      method: "POST",
      body,
      headers: {
        Accept: "application/json",
        "X-CSRFToken": ticket.csrf,
        "Milkspot-Written-By": record.account,
        "Milkspot-Written-At": record.moment,
      },
    });
    if (answer.status === 401) throw new LoggedOut();
    if (answer.type === "opaqueredirect") throw new Away("somebody else answers");
    if (answer.status >= 500 || [408, 425, 429].includes(answer.status)) {
      throw new ServerFails(String(answer.status));
    }
    const said = await jsonOf(answer);
    if (answer.ok && (said.said || said.photos)) return said;
    if (answer.ok) throw new Away("somebody else answers");
    const { error: sentence = "", address: where = "" } = said;
    throw new Refused({ status: answer.status, sentence, address: where });
  }

  /** Once more with a new ticket where the token was out of date; then it is a refusal. */
  async function postWithTicket(address, fields, record, ticket) {
    try {
      return await post(address, fields, record, ticket);
    } catch (error) {
      if (error.refusal?.status !== 403) throw error;
      Object.assign(ticket, await ticketFor(record.account));
      return post(address, fields, record, ticket);
    }
  }

  /** When it was written, by the server's clock. Settled once: sent again it must not differ. */
  function momentOf(record, ticket) {
    const ahead = Date.now() - Date.parse(ticket.now);
    const wrongBy = Math.abs(ahead) > CLOCKS_DIFFER_BY ? ahead : 0;
    return new Date(record.written - wrongBy).toISOString();
  }

  async function sendOne(record, ticket) {
    const store = self.outboxStore;
    const settle = (changes) => store.change(Object.assign(record, changes), changes);
    if (!record.moment) await settle({ moment: momentOf(record, ticket) });
    try {
      if (record.fields) {
        const said = await postWithTicket(record.address, record.fields, record, ticket);
        await settle({ fields: null, photosAddress: said.photos ?? record.photosAddress });
      }
      for (const photo of [...record.photos]) {
        const fields = [["uuid", photo.uuid], ["photos", photo.file]];
        await postWithTicket(record.photosAddress, fields, record, ticket);
        await settle({ photos: record.photos.filter(({ uuid }) => uuid !== photo.uuid) });
      }
      await store.remove(record);
    } catch (error) {
      if (error instanceof ServerFails) await settle({ failures: (record.failures ?? 0) + 1 });
      if (error instanceof Refused) await settle({ refusal: error.refusal });
      throw error;
    }
  }

  async function sendAll() {
    const ticket = await ticketFor();
    let sent = 0;
    const waiting = (await self.outboxStore.of(ticket.account)).filter(({ refusal }) => !refusal);
    const failing = (record) => (record.failures ?? 0) >= ONE_ALONE_FAILS;
    waiting.sort((one, other) => failing(one) - failing(other) || one.id - other.id);
    try {
      for (const record of waiting) {
        try {
          await sendOne(record, ticket);
          sent += 1;
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
        }
      }
    } catch (error) {
      if (error instanceof LoggedOut) return { sent, state: "logged-out" };
      if (error instanceof Away) return { sent, state: "away" };
      throw error;
    }
    return { sent, state: "done" };
  }

  /** One at a time, over all pages and the worker. */
  return async () => {
    const result = await navigator.locks.request(`milkspot ${root}`, { ifAvailable: true }, (lock) =>
      lock ? sendAll().catch(stateOf) : { sent: 0, state: "busy" },
    );
    if (result.sent) self.outboxStore.tell("sent");
    return result;
  };

  function stateOf(error) {
    if (error instanceof LoggedOut) return { sent: 0, state: "logged-out" };
    if (error instanceof Away) return { sent: 0, state: "away" };
    throw error;
  }
})();
