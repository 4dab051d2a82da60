package passerelle.cli.join;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One message between a lab and a terminal that has joined it, or a page that looks on: a letter, a
 * length of four octets, and so many octets. What comes by the socket is a stranger's data.
 *
 * @param kind of the message
 */
record Frame(Kind kind, byte[] content) {
  /** Octets of content at most. */
  static final int MOST = 1 << 16;

  private static final int HEADER = 5;

  /** What a message is. */
  enum Kind {
    /** The terminal is a {@link Hello}. */
    HELLO('H'),
    /** A page looks on, by its {@link Onlooker#VERSION version}. */
    LOOK('L'),
    /** A page asks something. */
    ASK('A'),
    /** Keys were typed. */
    KEYS('K'),
    /** The terminal's size, {@code COLUMNS ROWS}. */
    SIZE('S'),
    /** Something is to be shown. */
    OUTPUT('O'),
    /** The end: an octet with the exit status, and what is to be said. */
    END('E');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    private static Optional<Kind> of(int letter) {
      return Stream.of(values()).filter(kind -> kind.letter == letter).findFirst();
    }
  }

  static Frame of(Kind kind, String text) {
    return new Frame(kind, text.getBytes(StandardCharsets.UTF_8));
  }

  String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /**
   * Reads one.
   *
   * @return empty when the other side has ended
   * @throws IOException when it breaks off, or is none
   */
  static Optional<Frame> read(SocketChannel from) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    if (!fill(header, from)) {
      return Optional.empty();
    }
    Kind kind = Kind.of(header.get()).orElseThrow(() -> new IOException("no such message"));
    int length = header.getInt();
    if (length < 0 || length > MOST) {
      throw new IOException("a message of " + length + " octets");
    }
    ByteBuffer content = ByteBuffer.allocate(length);
    if (length > 0 && !fill(content, from)) {
      throw new IOException("a message that breaks off");
    }
    return Optional.of(new Frame(kind, content.array()));
  }

  private static boolean fill(ByteBuffer buffer, SocketChannel from) throws IOException {
    while (buffer.hasRemaining()) {
      if (from.read(buffer) < 0) {
        if (buffer.position() > 0) {
          throw new IOException("a message that breaks off");
        }
        return false;
      }
    }
    buffer.flip();
    return true;
  }

  /** Writes it. */
  void write(SocketChannel to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + content.length);
    bytes.put((byte) kind.letter).putInt(content.length).put(content).flip();
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }
}
