package passerelle.real.lab;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import passerelle.real.exec.Programs;
import passerelle.real.sys.Libc;
import passerelle.real.sys.SystemCallFilter;

/**
 * This JVM's own command line, started again in an enclosure: in this process's stead or below it.
 * Only what a program of the lab may see of the environment goes with it.
 */
final class Restart {
  /** asm-generic/ioctls.h: close on exec. */
  private static final long FIOCLEX = 0x5451;

  /** Names of variables that say how to speak to the person, where programs are, and no secrets. */
  private static final String HARMLESS =
      "PATH|HOME|TERM|COLORTERM|NO_COLOR|COLUMNS|LINES|LANG|LANGUAGE|LC_[A-Z]+|TZ|XDG_STATE_HOME"
          + "|JAVA_TOOL_OPTIONS|CI|PASSERELLE_[A-Z_]+";

  private final List<String> options = new ArrayList<>();

  /**
   * A command line.
   *
   * @param properties options for the JVM inside
   * @param directory where it keeps its files, so that none is left outside
   */
  Restart(List<String> properties, Path directory) {
    options.addAll(properties);
    options.add("-Djava.io.tmpdir=" + directory);
    options.add("-Djna.tmpdir=" + directory);
    options.add("-XX:-UsePerfData");
  }

  /** Replaces this process (execve(2)); returns only by an exception. */
  void instead() throws IOException, LastErrorException {
    Words command = new Words(command(0));
    Words environment = new Words(environment());
    leave();
    Libc.execve(command.program(), command.array(), environment.array());
  }

  /** Starts it as a child, which dies with the calling thread; its process id. */
  int below() throws IOException, LastErrorException {
    Words command = new Words(command(ProcessHandle.current().pid()));
    Words environment = new Words(environment());
    leave();
    int[] pid = new int[1];
    int error =
        Libc.posix_spawn(
            pid,
            command.program(),
            Pointer.NULL,
            Pointer.NULL,
            command.array(),
            environment.array());
    if (error != 0) {
      throw new LastErrorException(error);
    }
    return pid[0];
  }

  private List<byte[]> command(long parent) throws IOException {
    List<byte[]> own = words(Files.readAllBytes(Path.of("/proc/self/cmdline")));
    List<byte[]> command = new ArrayList<>();
    bytes(Enclosure.prefix(parent, needed()), command);
    bytes(List.of(Files.readSymbolicLink(Path.of("/proc/self/exe")).toString()), command);
    bytes(options, command);
    command.addAll(own.subList(1, own.size()));
    return command;
  }

  /**
   * The directories that the JVM reads its own files from; JNA's native part is in its JAR, too.
   */
  private static Collection<Path> needed() {
    Set<Path> needed = new LinkedHashSet<>();
    needed.add(Path.of(System.getProperty("java.home")));
    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .filter(Files::exists)
        .forEach(entry -> needed.add(Files.isDirectory(entry) ? entry : entry.getParent()));
    return needed;
  }

  private static List<byte[]> environment() throws IOException {
    return words(Files.readAllBytes(Path.of("/proc/self/environ"))).stream()
        .filter(
            word ->
                new String(word, StandardCharsets.ISO_8859_1).split("=", 2)[0].matches(HARMLESS))
        .toList();
  }

  private static List<byte[]> words(byte[] zeroTerminated) {
    List<byte[]> words = new ArrayList<>();
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    for (byte b : zeroTerminated) {
      if (b == 0) {
        words.add(word.toByteArray());
        word.reset();
      } else {
        word.write(b);
      }
    }
    return words;
  }

  private static void bytes(List<String> from, List<byte[]> to) {
    from.forEach(word -> to.add(word.getBytes(StandardCharsets.UTF_8)));
  }

  /** What is the person's stays outside: open files but the standard ones, and keys. */
  private static void leave() throws IOException {
    closeOthersOnExec();
    SystemCallFilter.leaveSessionKeyring();
  }

  /** Marks the JVM's open files, which it does not, so that only the standard ones stay open. */
  private static void closeOthersOnExec() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      descriptors
          .map(descriptor -> Integer.parseInt(descriptor.getFileName().toString()))
          .filter(descriptor -> descriptor > 2)
          .forEach(descriptor -> Libc.ioctl(descriptor, FIOCLEX, new byte[0]));
    }
  }

  /** Texts as C has them, and pointers to them with a null pointer last. */
  private record Words(List<Memory> texts, Memory array) {
    Words(List<byte[]> words) {
      this(
          words.stream().map(Words::text).toList(),
          new Memory((words.size() + 1L) * Native.POINTER_SIZE));
      array.clear();
      for (int i = 0; i < texts.size(); i++) {
        array.setPointer((long) i * Native.POINTER_SIZE, texts.get(i));
      }
    }

    /** The file of the first word. */
    String program() throws IOException {
      String name = texts.get(0).getString(0);
      return Programs.find(name)
          .orElseThrow(() -> new IOException("there is no " + name))
          .toString();
    }

    private static Memory text(byte[] word) {
      Memory text = new Memory(word.length + 1L);
      text.write(0, word, 0, word.length);
      text.setByte(word.length, (byte) 0);
      return text;
    }
  }
}
