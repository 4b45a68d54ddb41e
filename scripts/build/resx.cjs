const { DOMParser } = require("@xmldom/xmldom");

/**
 * The texts of a .resx file by their key.
 * @param {string} source the file's content
 * @param {string} file its path, for the message
 * @returns {Record<string, string>}
 * @throws {Error} naming the file where the XML is malformed or a key appears twice
 */
function readResx(source, file) {
  const fail = (message) => {
    throw new Error(`${file}: ${message}`);
  };
  const document = new DOMParser({ onError: (_level, message) => fail(message) }).parseFromString(
    source.replace(/^\uFEFF/, ""),
    "text/xml",
  );
  const texts = {};
  for (const data of Array.from(document.getElementsByTagName("data"))) {
    const key = data.getAttribute("name");
    if (!key) fail(`a <data> without a name, line ${data.lineNumber}`);
    if (Object.hasOwn(texts, key)) fail(`the key ${key} appears twice, line ${data.lineNumber}`);
    texts[key] = data.getElementsByTagName("value")[0]?.textContent ?? "";
  }
  return texts;
}

module.exports = { readResx };
