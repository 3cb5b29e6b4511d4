// The engine in its worker: one task at a time; ending the worker is how a query is stopped.
const block = (name) => document.getElementById(name).textContent;

async function unpackText(text) {
  const packed = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

class Stopped extends Error {}
class Broken extends Error {}

class Engine {
  #worker = null;
  #reject = null;

  // Resolves to how many triples there are.
  async start() {
    const script = new Blob([await unpackText(block("worker"))], { type: "text/javascript" });
    const address = URL.createObjectURL(script);
    this.#worker = new Worker(address);
    const graphs = Object.entries(known.graphs).map(([name, iri]) => [iri, block(`graph-${name}`)]);
    const reply = await this.#task({ task: "load", engine: block("engine"), graphs });
    URL.revokeObjectURL(address);
    return reply.triples;
  }

  // Resolves to the worker's reply; rejects where the query is at fault, was stopped, or broke the engine.
  ask(query) {
    return this.#task({ task: "answer", query: withPrefixes(query), makesTriples: makesTriples(query) });
  }

  // The worker ends, whatever it is at; `start` makes another.
  stop() {
    this.#worker?.terminate();
    this.#reject?.(new Stopped());
  }

  #task(message) {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      this.#worker.onmessage = ({ data }) => {
        if ("error" in data) reject(data.broken ? new Broken(data.error) : new Error(data.error));
        else resolve(data);
      };
      this.#worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message || "This browser runs no worker in a page from disk."));
      };
      this.#worker.postMessage(message);
    });
  }
}
