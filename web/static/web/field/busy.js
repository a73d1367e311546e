// What a new release must not break off when it takes over: a photo that is being taken in, a key that is being made.
let works = 0;

export const busy = () => works > 0;

/** Does the work; meanwhile the page is busy, from this call on. */
export async function during(work) {
  works += 1;
  try {
    return await work();
  } finally {
    works -= 1;
  }
}
