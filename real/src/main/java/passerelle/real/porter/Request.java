package passerelle.real.porter;

/**
 * What can be asked of a porter; each is followed by its arguments, and answered before the next.
 */
enum Request {
  /** Path, options by name; answers with a number for the open file. */
  OPEN,
  /** Number, most octets; answers with octets, none at the end. */
  READ,
  /** Number, octets. */
  WRITE,
  /** Number, position; a negative one is not set. Answers with the position. */
  POSITION,
  /** Number; answers with octets. */
  SIZE,
  /** Number, size. */
  TRUNCATE,
  /** Number. */
  CLOSE,
  /** Path; answers with the names in the directory. */
  LIST,
  /** Path. */
  MAKE_DIRECTORY,
  /** Path. */
  DELETE,
  /** Two paths, options by name. */
  COPY,
  /** Two paths, options by name. */
  MOVE,
  /** Two paths; answers whether they are one file. */
  SAME,
  /** Path, modes by name. */
  ACCESS,
  /** Path, whether links are followed; answers with a {@link FileFacts}. */
  FACTS,
  /** Path; answers with where it really is. */
  REAL,
  /** Path, permissions as {@code ls} writes them. */
  PERMIT
}
