// The page's words in one person's language; bound places follow when the language changes.

export class Words {
  constructor(language, words) {
    this.language = language;
    this.words = words;
    this.bound = [];
  }

  /** The text of a key with its placeholders filled. */
  say(key, values = {}) {
    return this.words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  /** Show a key as the text ("text") or as an attribute of a node, now and after a change of language. */
  bind(node, place, key) {
    this.bound.push([new WeakRef(node), place, key]);
    this.#show(node, place, key);
    return node;
  }

  change(language, words) {
    this.language = language;
    this.words = words;
    this.bound = this.bound.filter(([reference, place, key]) => {
      const node = reference.deref();
      if (node) this.#show(node, place, key);
      return node;
    });
  }

  #show(node, place, key) {
    if (place === "text") node.textContent = this.say(key);
    else node.setAttribute(place, this.say(key));
  }
}
