// The confidentiality guard's early word: while somebody writes, say what may identify a client. The server decides; nothing is sent or kept here.
const NAME = "[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’]+";
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)[a-z]*";
const PERSON = "(?:client|applicant|respondent|survivor|detainee|witness|mother|father|son|daughter|sister|brother|husband|wife|spouse|child|clienta?|hij[oa]|espos[oa])";
const RULES = [
  [/\bA[-\s#:._]{0,3}\d(?:[-\s._]?\d){6,8}\b/gi, "an A-number"],
  [/\balien\s+(?:registration\s+)?(?:number|no\.?|#)\D{0,6}\d[\d\s-]{3,}/gi, "an A-number"],
  [/\b(?:EAC|WAC|LIN|SRC|MSC|NBC|IOE|YSC)[-\s]?\d{2}[-\s]?\d{3}[-\s]?\d{5}\b/gi, "a receipt number"],
  [/\b\d{3}-\d{2}-\d{4}\b/g, "a Social Security number"],
  [/\b(?:passport|pasaporte|c[ée]dula)\b(?:\s+(?:number|no\.?|is|n[úu]mero))*[\s:#]*(?:[A-Z]{0,3}\s?\d[\d\s-]{5,12}\d)/gi, "a passport number"],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "an e-mail address"],
  [/(?:\((?!8(?:00|33|44|55|66|77|88))[2-9]\d{2}\)\s?|\b(?!8(?:00|33|44|55|66|77|88))[2-9]\d{2}[-.\s])\d{3}[-.\s]\d{4}\b/g, "a phone number"],
  [new RegExp(`\\b(?:born|dob|birth(?:day|date)?|naci(?:do|da|ó)|nacimiento)\\b[^.\\n]{0,20}?(?:\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}|${MONTH}\\s+\\d{1,2}|\\d{1,2}\\s+(?:de\\s+)?${MONTH}|\\b(?:19|20)\\d{2}\\b)`, "gi"), "a birth date"],
  [/\b\d{1,5}\s+(?:[A-Z][\w'’.-]*\s+){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Court|Place)\b/g, "an address"],
  [new RegExp(`\\b(?:Mrs?|Ms|Miss|Señora?|Señorita|Sra?|Don|Doña)\\.?\\s+${NAME}`, "g"), "a name"],
  [new RegExp(`\\b(?:[Mm]y|[Tt]he|[Hh]er|[Hh]is|[Oo]ur)\\s+${PERSON},?\\s+(?:named\\s+|called\\s+)?${NAME}`, "g"), "a name"],
];

export function found(text) {
  const places = [];
  for (const [rule, what] of RULES) for (const match of text.matchAll(rule)) places.push({ what, words: match[0] });
  return places;
}

for (const field of document.querySelectorAll("textarea[data-identifiers]")) {
  const warning = document.createElement("p");
  warning.className = "field-error";
  warning.setAttribute("role", "status");
  field.after(warning);
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const places = found(field.value);
      warning.textContent = places.length ? `This may identify a client: ${places.map(({ what, words }) => `${what} (“${words}”)`).join(", ")}.` : "";
    }, 400);
  });
}
