package passerelle.files;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the programs of one user find each other: sockets in a directory of the user's own (XDG
 * Base Directory Specification, {@code XDG_RUNTIME_DIR}), which nobody else may enter.
 */
public final class Rendezvous {
  /** The system property that names the socket of a program that was started below another one. */
  private static final String GIVEN = "passerelle.join";

  private static final String SOCKET = ".sock";

  private final Path directory;

  private Rendezvous(Path directory) {
    this.directory = directory;
  }

  /**
   * That of the user whose environment it is; where that names no directory, one among the
   * machine's temporary files.
   */
  public static Rendezvous of(Map<String, String> environment) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    Path own = Path.of(System.getProperty("java.io.tmpdir"), "passerelle-" + user());
    return new Rendezvous(
        runtime.isEmpty() || !Files.isDirectory(Path.of(runtime))
            ? own
            : Path.of(runtime, "passerelle"));
  }

  private static String user() {
    return System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
  }

  /** Where it is. */
  public Path directory() {
    return directory;
  }

  /** A socket at which this program is found. */
  public static final class Meeting implements AutoCloseable {
    private final ServerSocketChannel socket;
    private final Path file;

    private Meeting(ServerSocketChannel socket, Path file) {
      this.socket = socket;
      this.file = file;
    }

    /** Who comes is accepted there. */
    public ServerSocketChannel socket() {
      return socket;
    }

    @Override
    public void close() {
      try (socket) {
        Files.deleteIfExists(file);
      } catch (IOException gone) {
        return;
      }
    }
  }

  /**
   * Makes a socket of this process, and removes those behind which nobody is any more.
   *
   * @throws IOException where the machine has none, or the directory is not the user's own
   */
  public Meeting begin() throws IOException {
    String given = System.getProperty(GIVEN, "");
    Path file = given.isEmpty() ? mine() : Path.of(given);
    Files.deleteIfExists(file);
    try {
      ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      // It has its name once it listens: behind one that does not, nobody seems to be.
      Path early = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(early);
      // Nobody else can enter the directory: there is no moment in which it is open to others.
      socket.bind(UnixDomainSocketAddress.of(early));
      Files.setPosixFilePermissions(early, PosixFilePermissions.fromString("rw-------"));
      Files.move(early, file, StandardCopyOption.ATOMIC_MOVE);
      sweep();
      return new Meeting(socket, file);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void sweep() throws IOException {
    for (Partner alive : partners()) {
      alive.close();
    }
  }

  /** The option of a program below this one that says at which socket it is to be found. */
  public static String option(Path socket) {
    return "-D" + GIVEN + "=" + socket;
  }

  /**
   * The file of this process's socket.
   *
   * @throws IOException where the machine has none, or the directory is not the user's own
   */
  public Path mine() throws IOException {
    prepare();
    return directory.resolve(ProcessHandle.current().pid() + SOCKET);
  }

  private void prepare() throws IOException {
    try {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (UnsupportedOperationException e) {
      throw new IOException(e.getMessage(), e);
    }
    check();
  }

  /** Somebody else's directory is none to meet in. */
  private void check() throws IOException {
    boolean mine =
        Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(owner())
            && PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS))
                .equals("rwx------");
    if (!mine) {
      throw new IOException(directory + " is not this user's alone");
    }
  }

  private static UserPrincipal owner() throws IOException {
    Path probe = Files.createTempFile("passerelle", ".owner");
    try {
      return Files.getOwner(probe);
    } finally {
      Files.delete(probe);
    }
  }

  /**
   * Somebody who can be met.
   *
   * @param pid of the program
   * @param since when it began to be there
   */
  public record Partner(long pid, Instant since, SocketChannel channel) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /**
   * Connects to all who can be met, the oldest first. Sockets behind which nobody is any more are
   * removed.
   */
  public List<Partner> partners() throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    check();
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files =
          all.filter(file -> file.getFileName().toString().matches("[0-9]{1,10}\\" + SOCKET))
              .sorted(Comparator.comparing(Rendezvous::age).thenComparing(Path::toString))
              .toList();
    }
    List<Partner> partners = new ArrayList<>();
    for (Path file : files) {
      connect(file, partners);
    }
    return partners;
  }

  /**
   * Connects to a program.
   *
   * @param pid of the process that was started for it
   * @return empty while nobody is there
   */
  public Optional<Partner> partner(long pid) throws IOException {
    Path file = directory.resolve(pid + SOCKET);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    check();
    List<Partner> found = new ArrayList<>();
    connect(file, found);
    return found.stream().findFirst();
  }

  private static long age(Path file) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
    } catch (IOException gone) {
      return 0;
    }
  }

  private static void connect(Path file, List<Partner> partners) throws IOException {
    String name = file.getFileName().toString();
    long pid = Long.parseLong(name.substring(0, name.length() - SOCKET.length()));
    try {
      Instant since = Instant.ofEpochMilli(age(file));
      partners.add(new Partner(pid, since, SocketChannel.open(UnixDomainSocketAddress.of(file))));
    } catch (java.net.SocketException nobody) {
      Files.deleteIfExists(file);
    } catch (UnsupportedOperationException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
