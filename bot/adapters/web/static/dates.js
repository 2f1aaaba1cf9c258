// Times as the event's wall clock shows them, wherever the browser is.

const formats = new Map();

function format(zone, language, options) {
  const key = JSON.stringify([zone, language, options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language, { timeZone: zone, ...options }));
  return formats.get(key);
}

const parts = (formatter, moment) =>
  Object.fromEntries(formatter.formatToParts(moment).map(({ type, value }) => [type, value]));

/** "08:20" */
export function time(moment, zone) {
  const { hour, minute } = parts(format(zone, "en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }), moment);
  return `${hour}:${minute}`;
}

/** "2014-10-23", to compare days. */
export function day(moment, zone) {
  const found = parts(format(zone, "en-GB", { year: "numeric", month: "2-digit", day: "2-digit" }), moment);
  return `${found.year}-${found.month}-${found.day}`;
}

/** "10월 23일(목)", "Thu 23 Oct" */
export function date(moment, zone, words) {
  const month = words.language === "ko" ? "numeric" : "short";
  const found = parts(format(zone, words.language, { month, day: "numeric", weekday: "short" }), moment);
  return words.say("date", { ...found, month: found.month.replace("월", ""), day: found.day.replace("일", "") });
}

/** The moment at which the wall clock of `zone` shows a day ("2014-10-23") and a time ("08:20"). */
export function moment(dayText, timeText, zone) {
  const wanted = Date.parse(`${dayText}T${timeText}:00Z`);
  const shown = (at) => Date.parse(`${day(at, zone)}T${time(at, zone)}:00Z`);
  let at = wanted;
  for (let turn = 0; turn < 2; turn += 1) at += wanted - shown(at);
  return new Date(at);
}
