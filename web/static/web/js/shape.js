// A rectangle turned about its middle, in photo pixels: { x, y, width, height, turn }, turn in degrees clockwise.
// The same as corners_of in teardowns/ocr/drawn.py. Pure.
const LEAST = 8;

const radians = (degrees) => (degrees * Math.PI) / 180;
const within = (value, low, high) => Math.min(Math.max(value, low), high);

// The point (a, b) of the rectangle's own axes, counted from its middle, on the photo.
export function onPhoto(shape, a, b) {
  const [cos, sin] = [Math.cos(radians(shape.turn)), Math.sin(radians(shape.turn))];
  return [shape.x + a * cos - b * sin, shape.y + a * sin + b * cos];
}

// A way across the photo in the axes of something turned by so many degrees.
export function inAxes(turn, dx, dy) {
  const [cos, sin] = [Math.cos(radians(turn)), Math.sin(radians(turn))];
  return [dx * cos + dy * sin, -dx * sin + dy * cos];
}

// From the upper left of the upright lettering, clockwise.
export function corners(shape) {
  const [a, b] = [shape.width / 2, shape.height / 2];
  return [[-a, -b], [a, -b], [a, b], [-a, b]].map(([x, y]) => onPhoto(shape, x, y));
}

// The rectangle between two points as it is seen when the photo is turned by `turn`.
export function between([x1, y1], [x2, y2], turn) {
  const [across, down] = inAxes(turn, x2 - x1, y2 - y1);
  return { x: (x1 + x2) / 2, y: (y1 + y2) / 2, width: Math.abs(across), height: Math.abs(down), turn };
}

// The same place read a quarter turn further: the crop turns clockwise, the box on the photo stays.
export function quartered(shape) {
  return { ...shape, width: shape.height, height: shape.width, turn: straight(shape.turn - 90) };
}

export function straight(degrees) {
  const turned = Math.round(degrees) % 360;
  return turned > 180 ? turned - 360 : turned <= -180 ? turned + 360 : turned;
}

// The shape wholly inside the photo: smaller where it must be, then moved.
export function inside(shape, photo) {
  const [cos, sin] = [Math.abs(Math.cos(radians(shape.turn))), Math.abs(Math.sin(radians(shape.turn)))];
  let [width, height] = [Math.max(shape.width, LEAST), Math.max(shape.height, LEAST)];
  const needed = [width * cos + height * sin, width * sin + height * cos];
  const shrink = Math.min(1, photo.width / needed[0], photo.height / needed[1]);
  [width, height] = [width * shrink, height * shrink];
  const [a, b] = [(width * cos + height * sin) / 2, (width * sin + height * cos) / 2];
  return { ...shape, width, height, x: within(shape.x, a, photo.width - a), y: within(shape.y, b, photo.height - b) };
}
