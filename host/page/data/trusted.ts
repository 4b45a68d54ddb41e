/**
 * The page runs under `require-trusted-types-for 'script'`: a text becomes a script's address or a parser's input by this one
 * policy, which lets through what this page has reason to use and nothing else. The server's content security policy names it.
 */
const POLICY = "fieldstone-host";

/** A control's bundle on our own server. */
const BUNDLE = /^\/host\/controls\/[A-Za-z0-9_]+\/bundle\.js$/;
/** FetchXML, as views carry it. */
const FETCH_XML = /^\s*<fetch[\s/>]/;

interface Rules {
  createHTML(text: string): string;
  createScriptURL(address: string): string;
}
interface TrustedTypes {
  /** What the policy makes are objects; they go wherever the DOM's types say string. */
  createPolicy(name: string, rules: Rules): Rules;
}

function insist(pattern: RegExp, text: string): string {
  if (!pattern.test(text)) throw new TypeError(`The page's policy lets no such text through: ${text.slice(0, 80)}`);
  return text;
}

const rules: Rules = {
  createHTML: (text) => insist(FETCH_XML, text),
  createScriptURL: (address) => insist(BUNDLE, address),
};

const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
/** Browsers without trusted types, and Node, take the texts as they are, held to the same rules. */
const policy = trustedTypes?.createPolicy(POLICY, rules) ?? rules;

/** @throws TypeError for anything else than the address of a control's bundle */
export const bundleAddress = (address: string): string => policy.createScriptURL(address);

/** @throws TypeError for anything else than FetchXML */
export function parseFetchXml(xml: string): Document {
  return new DOMParser().parseFromString(policy.createHTML(xml), "text/xml");
}
