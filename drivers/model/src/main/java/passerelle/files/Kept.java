package passerelle.files;

import java.util.Optional;

/** A text of Passerelle's own that lasts from one run to the next. */
public interface Kept {
  /** What it says; empty when it is missing or damaged. */
  Optional<String> read();

  /** Keeps a text; false when that cannot be done. */
  boolean write(String text);
}
