package passerelle.cli.expect;

/**
 * A port of a protocol.
 *
 * @param number 1..65535
 * @param protocol {@code tcp} or {@code udp}
 */
record Port(int number, String protocol) {
  /** Reads {@code 80}, {@code 80/tcp} or {@code 53/udp}. */
  static Port read(WordReader words) throws ExpectException {
    return of(words.next("PORT[/udp]"), words);
  }

  static Port of(String word, WordReader words) throws ExpectException {
    int slash = word.indexOf('/');
    String protocol = slash < 0 ? "tcp" : word.substring(slash + 1);
    if (!protocol.equals("tcp") && !protocol.equals("udp")) {
      throw words.wrong("protocol", protocol);
    }
    return new Port(words.port(slash < 0 ? word : word.substring(0, slash)), protocol);
  }

  @Override
  public String toString() {
    return number + (protocol.equals("tcp") ? "" : "/" + protocol);
  }
}
