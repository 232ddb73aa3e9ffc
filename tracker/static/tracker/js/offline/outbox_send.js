/*
 * Sends the outbox: in order, each record once (the server recognises it by the id that the phone
 * chose), and only as the account that wrote it. Used by pages and by the service worker.
 */
import { root } from "../context.js";
import { changeRecord, publish, recordsOf, removeRecord } from "./outbox_store.js";

const TICKET = `${root}outbox/ticket/`;
const WRITTEN_BY = "Milkspot-Written-By";
const WRITTEN_AT = "Milkspot-Written-At";

const TIMEOUT = 30 * 1000;
const TIMEOUT_WITH_PHOTOS = 5 * 60 * 1000;
const MAX_CLOCK_DIFFERENCE = 10 * 60 * 1000;
const FAILURES_UNTIL_LAST = 8; // a record with more server errors is sent after the others

class Unreachable extends Error {}
class ServerFailed extends Unreachable {}
class LoggedOut extends Error {}
class Refused extends Error {
  constructor(refusal) {
    super(refusal.sentence);
    this.refusal = refusal;
  }
}

/** Sends a request with its account: an ended session then answers 401, not a log-in page. */
export function withAccount(request, account) {
  const headers = new Headers(request.headers);
  headers.set(WRITTEN_BY, account);
  return new Request(request, { headers });
}

async function request(address, timeout, options) {
  const signal = AbortSignal.timeout?.(timeout);
  try {
    return await fetch(address, { redirect: "manual", cache: "no-store", signal, ...options });
  } catch (error) {
    throw new Unreachable(String(error));
  }
}

/** Fetches the logged-in account, the form's token and the server's time. */
async function fetchTicket(account) {
  const response = await request(TICKET, TIMEOUT);
  if (response.status === 401) throw new LoggedOut();
  const ticket = await jsonOf(response);
  if (!response.ok || !ticket.csrf) throw new Unreachable("no ticket");
  if (account && ticket.account !== account) throw new LoggedOut();
  return ticket;
}

/** Resolves to the response's JSON; {} for a page, for example of a captive portal. */
async function jsonOf(response) {
  if (!response.headers.get("Content-Type")?.startsWith("application/json")) return {};
  try {
    return await response.json();
  } catch (error) {
    throw new Unreachable(`half an answer: ${error}`);
  }
}

async function post(address, fields, record, ticket) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const hasFiles = fields.some(([, value]) => typeof value !== "string");
  const response = await request(address, hasFiles ? TIMEOUT_WITH_PHOTOS : TIMEOUT, {
    method: "POST",
    body,
    headers: {
      Accept: "application/json",
      "X-CSRFToken": ticket.csrf,
      [WRITTEN_BY]: record.account,
      [WRITTEN_AT]: record.moment,
    },
  });
  if (response.status === 401) throw new LoggedOut();
  if (response.type === "opaqueredirect") throw new Unreachable("somebody else answers");
  if (response.status >= 500 || [408, 425, 429].includes(response.status)) {
    throw new ServerFailed(String(response.status));
  }
  const answer = await jsonOf(response);
  if (response.ok && (answer.said || answer.photos)) return answer;
  if (response.ok) throw new Unreachable("somebody else answers");
  const { error: sentence = "", address: where = "" } = answer;
  throw new Refused({ status: response.status, sentence, address: where });
}

/** Posts again with a new ticket if the token was outdated; a second failure is a refusal. */
async function postWithTicket(address, fields, record, ticket) {
  try {
    return await post(address, fields, record, ticket);
  } catch (error) {
    if (error.refusal?.status !== 403) throw error;
    Object.assign(ticket, await fetchTicket(record.account));
    return post(address, fields, record, ticket);
  }
}

/** Returns the time of writing by the server's clock. */
function momentOf(record, ticket) {
  const ahead = Date.now() - Date.parse(ticket.now);
  const wrongBy = Math.abs(ahead) > MAX_CLOCK_DIFFERENCE ? ahead : 0;
  return new Date(record.written - wrongBy).toISOString();
}

async function sendRecord(record, ticket) {
  const update = (changes) => changeRecord(Object.assign(record, changes), changes);
  if (!record.moment) await update({ moment: momentOf(record, ticket) }); // kept for retries
  try {
    if (record.fields) {
      const answer = await postWithTicket(record.address, record.fields, record, ticket);
      await update({ fields: null, photosAddress: answer.photos ?? record.photosAddress });
    }
    for (const photo of [...record.photos]) {
      const { uuid: id, file, turned = 0 } = photo;
      const fields = [["uuid", id], ["photos", file], ["photos_turned", turned]];
      await postWithTicket(record.photosAddress, fields, record, ticket);
      await update({ photos: record.photos.filter(({ uuid }) => uuid !== photo.uuid) });
    }
    await removeRecord(record);
  } catch (error) {
    if (error instanceof ServerFailed) await update({ failures: (record.failures ?? 0) + 1 });
    if (error instanceof Refused) await update({ refusal: error.refusal });
    throw error;
  }
}

/** Sends all records; a refused one does not block the others. */
async function sendAll(result) {
  const ticket = await fetchTicket();
  const waiting = (await recordsOf(ticket.account)).filter(({ refusal }) => !refusal);
  const isFailing = (record) => (record.failures ?? 0) >= FAILURES_UNTIL_LAST;
  waiting.sort((one, other) => isFailing(one) - isFailing(other) || one.id - other.id);
  for (const record of waiting) {
    try {
      await sendRecord(record, ticket);
      result.sent += 1;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }
}

/**
 * Sends the outbox, unless another page or the service worker is sending. Resolves to {sent,
 * state}: the number sent, and "done", "logged-out", "busy" or "away" (no network, or a server that
 * fails).
 */
export async function sendOutbox() {
  const result = { sent: 0, state: "busy" };
  await navigator.locks.request(`milkspot ${root}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    try {
      await sendAll(result);
      result.state = "done";
    } catch (error) {
      if (error instanceof LoggedOut) result.state = "logged-out";
      else if (error instanceof Unreachable) result.state = "away";
      else throw error;
    }
  });
  if (result.sent) publish("sent");
  return result;
}
