package passerelle.scenarios.slides;

import java.util.Optional;

/** What a lab knows of the values that a deck prints. */
public interface Known {
  /**
   * What a reader would put in the place of {@code <words>} in a command: the name or the address
   * of the container that was started last, say.
   */
  Optional<String> fill(String words);

  /** Whether a word is a name here, so that it is left as it stands in a command. */
  boolean isName(String word);

  /** Whether an address is of no network that the lab has. */
  boolean isNowhere(String address);

  /** Whether a word is the id, or the beginning of one, of a container or a network here. */
  boolean isId(String word);

  /** Whether a number is that of a process that a container here runs. */
  boolean isProcess(String number);
}
