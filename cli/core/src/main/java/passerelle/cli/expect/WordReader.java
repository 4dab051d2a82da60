package passerelle.cli.expect;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.netfilter.Table;
import passerelle.text.Messages;

/** Reads the words of an expectation one by one. */
final class WordReader {
  private static final int LAST_PORT = 65535;

  private final List<String> words;
  private final Messages messages;
  private int next;

  WordReader(List<String> words, Messages messages) {
    this.words = words;
    this.messages = messages;
  }

  boolean hasNext() {
    return next < words.size();
  }

  /**
   * The next word.
   *
   * @param what is expected there, as the usage calls it
   */
  String next(String what) throws ExpectException {
    if (!hasNext()) {
      throw wrong("ends", what);
    }
    return words.get(next++);
  }

  /** The next word if it is that one. */
  boolean skips(String word) {
    boolean there = hasNext() && words.get(next).equals(word);
    next += there ? 1 : 0;
    return there;
  }

  /** The next word if it is an address. */
  Optional<IpAddress> address() {
    Optional<IpAddress> address = hasNext() ? Family.IPV4.parse(words.get(next)) : Optional.empty();
    next += address.isPresent() ? 1 : 0;
    return address;
  }

  IpPrefix prefix() throws ExpectException {
    String word = next("ADDRESS[/N]");
    if (word.equals("default")) {
      return IpPrefix.all(Family.IPV4);
    }
    return Family.IPV4.parsePrefix(word).orElseThrow(() -> wrong("address", word));
  }

  int number(String what, int most) throws ExpectException {
    return number(next(what), what, most);
  }

  int number(String word, String what, int most) throws ExpectException {
    if (!word.matches("[0-9]{1,6}") || Integer.parseInt(word) > most) {
      throw wrong("number", word, what, most);
    }
    return Integer.parseInt(word);
  }

  int port(String word) throws ExpectException {
    int port = number(word, "PORT", LAST_PORT);
    if (port == 0) {
      throw wrong("number", word, "PORT", LAST_PORT);
    }
    return port;
  }

  Table table() throws ExpectException {
    String label = next("TABLE");
    return Table.ofLabel(label).orElseThrow(() -> wrong("fact", label, "filter, nat, mangle, raw"));
  }

  /** All words that are left. */
  List<String> rest() {
    List<String> rest = words.subList(next, words.size());
    next = words.size();
    return rest;
  }

  void end() throws ExpectException {
    if (hasNext()) {
      throw wrong("more", words.get(next));
    }
  }

  ExpectException wrong(String key, Object... args) {
    return new ExpectException(messages.get("expect.wrong." + key, args));
  }
}
