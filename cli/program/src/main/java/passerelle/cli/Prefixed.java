package passerelle.cli;

import java.io.IOException;
import java.io.Reader;

/** A reader with a few characters put before what it reads. */
final class Prefixed extends Reader {
  private final String first;
  private final Reader rest;
  private int at;

  Prefixed(String first, Reader rest) {
    this.first = first;
    this.rest = rest;
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    if (at == first.length()) {
      return rest.read(into, offset, length);
    }
    int count = Math.min(length, first.length() - at);
    first.getChars(at, at + count, into, offset);
    at += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    rest.close();
  }
}
