/** No mention of anybody and no HTML: the texts of notices are plain. */
export function callsNobody(text: string): string {
  return text.replace(/(?<![\w.+-])@(?=\w)/g, '@\u200B').replaceAll('<', '&lt;');
}
