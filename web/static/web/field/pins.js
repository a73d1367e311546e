// What is too easy to guess. Whoever holds the phone has ten tries, and begins with these.
export const LEAST_DIGITS = 6;
export const LEAST_WORDS = 16;
const YEARS = [1950, 2030];
// Ways over the pad.
const PATHS = ["147258", "258369", "369258", "147369", "159357", "159753", "753951", "357159", "789456", "456123", "321654", "258456", "147896", "741852", "963852", "852456"];

const onlyDigits = (pin) => /^\d+$/.test(pin);

// "digits6", "digits" (longer), "words": how it is asked for again.
export const shapeOf = (pin) => (!onlyDigits(pin) ? "words" : pin.length === LEAST_DIGITS ? "digits6" : "digits");

// Why it is not taken: "short", "short_words", "easy", "date"; "" when it is good.
export function fault(pin) {
  if (!onlyDigits(pin)) return [...pin.trim()].length < LEAST_WORDS || new Set(pin).size < 6 ? "short_words" : "";
  if (pin.length < LEAST_DIGITS) return "short";
  if (easy(pin)) return "easy";
  return date(pin) ? "date" : "";
}

function easy(pin) {
  if (new Set(pin).size < 3 || PATHS.includes(pin) || PATHS.includes([...pin].reverse().join(""))) return true;
  // A block again and again: 123123, 454545.
  for (let length = 1; length <= pin.length / 2; length += 1) {
    if (pin === pin.slice(0, length).repeat(Math.ceil(pin.length / length)).slice(0, pin.length)) return true;
  }
  // Always the same step: 123456, 987654, 890123, 246802.
  const steps = new Set([...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10));
  // Pairs: 112233, 998877.
  const doubled = pin.length % 2 === 0 && /^(?:(\d)\1)+$/.test(pin);
  return steps.size === 1 || doubled;
}

// A day or a month of a year in which somebody may be born: 130487, 19870413, 041987.
function date(pin) {
  const at = (from, length) => Number(pin.slice(from, from + length));
  const day = (value) => value >= 1 && value <= 31;
  const month = (value) => value >= 1 && value <= 12;
  const year = (value) => value >= YEARS[0] && value <= YEARS[1];
  const short = (value) => year(1900 + value) || year(2000 + value);
  if (pin.length === 6) {
    const [one, two, three] = [at(0, 2), at(2, 2), at(4, 2)];
    if (short(three) && ((day(one) && month(two)) || (month(one) && day(two)))) return true;
    if (short(one) && month(two) && day(three)) return true;
    return (year(at(0, 4)) && month(three)) || (month(one) && year(at(2, 4)));
  }
  if (pin.length !== 8) return false;
  const ends = day(at(0, 2)) && month(at(2, 2)) && year(at(4, 4));
  const turned = month(at(0, 2)) && day(at(2, 2)) && year(at(4, 4));
  return ends || turned || (year(at(0, 4)) && month(at(4, 2)) && day(at(6, 2))) || (year(at(0, 4)) && year(at(4, 4)));
}
