package passerelle.real.porter;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Does what the other end asks, as the person who started this program. */
public final class Porter {
  private final Map<Integer, SeekableByteChannel> open = new LinkedHashMap<>();
  private int opened;

  private Porter() {}

  /** Serves until the other end is gone. */
  public static void serve(SocketChannel connection) throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Channels.newInputStream(connection)));
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(connection)));
    out.writeUTF(Path.of("").toAbsolutePath().toString());
    out.flush();
    Porter porter = new Porter();
    try {
      while (true) {
        Words.write(out, porter.answer(Words.read(in)));
        out.flush();
      }
    } catch (EOFException gone) {
      porter.close();
    }
  }

  private void close() throws IOException {
    for (SeekableByteChannel file : open.values()) {
      file.close();
    }
  }

  private byte[] answer(byte[] request) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    DataOutputStream words = new DataOutputStream(answer);
    words.writeBoolean(true);
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(request));
      answer(Request.values()[in.readUnsignedByte()], in, words);
      return answer.toByteArray();
    } catch (IOException failure) {
      return failure(failure);
    } catch (RuntimeException failure) {
      return failure(new IOException(failure.getMessage(), failure));
    }
  }

  private static byte[] failure(IOException failure) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    DataOutputStream words = new DataOutputStream(answer);
    words.writeBoolean(false);
    Failure.write(words, failure);
    return answer.toByteArray();
  }

  private void answer(Request request, DataInputStream in, DataOutputStream answer)
      throws IOException {
    switch (request) {
      case OPEN -> answer.writeInt(open(path(in), Words.readAll(in)));
      case READ, WRITE, POSITION, SIZE, TRUNCATE, CLOSE -> {
        int number = in.readInt();
        SeekableByteChannel file = open.get(number);
        answer(request, file, in, answer);
        if (request == Request.CLOSE) {
          open.remove(number);
        }
      }
      case LIST -> Words.writeAll(answer, list(path(in)));
      case MAKE_DIRECTORY -> Files.createDirectory(path(in));
      case DELETE -> Files.delete(path(in));
      case COPY -> copy(path(in), path(in), Words.readAll(in));
      case MOVE -> move(path(in), path(in), Words.readAll(in));
      case SAME -> answer.writeBoolean(Files.isSameFile(path(in), path(in)));
      case ACCESS -> access(path(in), Words.readAll(in));
      case FACTS -> facts(path(in), in.readBoolean()).write(answer);
      case REAL -> answer.writeUTF(path(in).toRealPath().toString());
      case PERMIT ->
          Files.setPosixFilePermissions(path(in), PosixFilePermissions.fromString(in.readUTF()));
    }
  }

  private static void answer(
      Request request, SeekableByteChannel file, DataInputStream in, DataOutputStream answer)
      throws IOException {
    switch (request) {
      case READ -> {
        ByteBuffer octets = ByteBuffer.allocate(in.readInt());
        file.read(octets);
        octets.flip();
        Words.write(answer, Arrays.copyOf(octets.array(), octets.limit()));
      }
      case WRITE -> {
        ByteBuffer octets = ByteBuffer.wrap(Words.read(in));
        while (octets.hasRemaining()) {
          file.write(octets);
        }
      }
      case POSITION -> {
        long position = in.readLong();
        answer.writeLong(position < 0 ? file.position() : file.position(position).position());
      }
      case SIZE -> answer.writeLong(file.size());
      case TRUNCATE -> file.truncate(in.readLong());
      default -> file.close();
    }
  }

  private static Path path(DataInputStream in) throws IOException {
    return Path.of(in.readUTF());
  }

  private int open(Path path, List<String> names) throws IOException {
    List<OpenOption> options = new ArrayList<>();
    for (String name : names) {
      options.add(
          name.equals(LinkOption.NOFOLLOW_LINKS.name())
              ? LinkOption.NOFOLLOW_LINKS
              : StandardOpenOption.valueOf(name));
    }
    open.put(++opened, Files.newByteChannel(path, options.toArray(OpenOption[]::new)));
    return opened;
  }

  private static List<String> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  private static void copy(Path from, Path to, List<String> options) throws IOException {
    Files.copy(from, to, options(options));
  }

  private static void move(Path from, Path to, List<String> options) throws IOException {
    Files.move(from, to, options(options));
  }

  private static CopyOption[] options(List<String> names) {
    return names.stream()
        .<CopyOption>map(
            name ->
                name.equals(LinkOption.NOFOLLOW_LINKS.name())
                    ? LinkOption.NOFOLLOW_LINKS
                    : StandardCopyOption.valueOf(name))
        .toArray(CopyOption[]::new);
  }

  private static void access(Path path, List<String> modes) throws IOException {
    AccessMode[] wanted = modes.stream().map(AccessMode::valueOf).toArray(AccessMode[]::new);
    path.getFileSystem().provider().checkAccess(path, wanted);
  }

  private static FileFacts facts(Path path, boolean followed) throws IOException {
    LinkOption[] links =
        followed ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    return FileFacts.of(Files.readAttributes(path, BasicFileAttributes.class, links));
  }
}
