package passerelle.real.porter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.files.StateFile;

/** Files that a porter reaches, used as any others. */
class PersonsFilesTest {
  @TempDir private Path here;

  private ServerSocketChannel server;
  private Thread porter;
  private FileSystem files;
  private Path theirs;

  @BeforeEach
  void meets(@TempDir Path other) throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(other.resolve("socket"));
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(address);
    SocketChannel connection = SocketChannel.open(address);
    porter = new Thread(() -> serve(connection));
    porter.start();
    files = new PersonsFiles(server.accept());
    theirs = files.getPath(here.toString());
  }

  private static void serve(SocketChannel connection) {
    try (connection) {
      Porter.serve(connection);
    } catch (IOException ended) {
      return; // With the test.
    }
  }

  @AfterEach
  void parts() throws IOException {
    server.close();
    porter.interrupt();
  }

  @Test
  void whatAPersonTypedIsKeptWhereNobodyElseReadsIt() throws IOException {
    StateFile history = new StateFile(theirs.resolve("passerelle/history"));
    assertTrue(history.isUsable());
    assertTrue(history.write("docker ps\n"));
    Path file = here.resolve("passerelle/history");
    assertEquals("docker ps\n", Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void whatIsWrittenIsOnTheMachineAndReadBack() throws IOException {
    byte[] octets = new byte[3_000_000];
    new Random(1).nextBytes(octets);
    Files.write(theirs.resolve("a"), octets);
    assertArrayEquals(octets, Files.readAllBytes(here.resolve("a")));
    assertArrayEquals(octets, Files.readAllBytes(theirs.resolve("a")));
    Files.writeString(theirs.resolve("a"), "more", StandardOpenOption.APPEND);
    assertEquals(octets.length + 4, Files.size(theirs.resolve("a")));
    assertEquals(octets.length + 4, Files.size(here.resolve("a")));
  }

  @Test
  void aPathLeadsWhereThePersonsLeads() throws IOException {
    Path relative = files.getPath("pom.xml");
    assertEquals(Path.of("pom.xml").toAbsolutePath().toString(), relative.toAbsolutePath() + "");
    Files.createSymbolicLink(here.resolve("link"), Path.of("a"));
    Files.writeString(here.resolve("a"), "kept");
    assertEquals(
        here.resolve("link").toRealPath().toString(), theirs.resolve("link").toRealPath() + "");
    assertTrue(Files.isSymbolicLink(theirs.resolve("link")));
    assertTrue(Files.isRegularFile(theirs.resolve("link")));
    assertTrue(Files.isSameFile(theirs.resolve("a"), theirs.resolve("link")));
  }

  @Test
  void directoriesAreMadeWalkedAndTakenAway() throws IOException {
    Files.createDirectories(theirs.resolve("x/y"));
    Files.writeString(theirs.resolve("x/y/z.md"), "");
    try (Stream<Path> all = Files.walk(theirs)) {
      assertEquals(
          List.of("", "x", "x/y", "x/y/z.md"),
          all.map(path -> theirs.relativize(path).toString()).sorted().toList());
    }
    Path temporary = Files.createTempFile(theirs.resolve("x"), "z", ".new");
    Files.copy(
        theirs.resolve("x/y/z.md"),
        temporary,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(temporary, theirs.resolve("x/y/z.md"), StandardCopyOption.ATOMIC_MOVE);
    assertFalse(Files.exists(temporary));
    Files.delete(theirs.resolve("x/y/z.md"));
    Files.delete(theirs.resolve("x/y"));
    assertFalse(Files.exists(here.resolve("x/y")));
  }

  @Test
  void whatFailsFailsAsItDoesOnTheMachine() throws IOException {
    Path missing = theirs.resolve("missing");
    assertThrows(NoSuchFileException.class, () -> Files.readString(missing));
    Files.createDirectory(missing);
    Files.writeString(missing.resolve("inside"), "");
    assertThrows(DirectoryNotEmptyException.class, () -> Files.delete(missing));
    assertThrows(FileAlreadyExistsException.class, () -> Files.createDirectory(missing));
    IOException said = assertThrows(IOException.class, () -> Files.readString(missing));
    assertTrue(said.getMessage().contains("Is a directory"), said.getMessage());
    assertThrows(InvalidPathException.class, () -> files.getPath("a\u0000b"));
    assertEquals("", Files.readString(missing.resolve("inside")));
  }

  @Test
  void aThreadThatIsInterruptedDoesNotPartTheTwo() throws IOException {
    Thread.currentThread().interrupt();
    assertThrows(IOException.class, () -> Files.writeString(theirs.resolve("a"), "lost"));
    assertTrue(Thread.interrupted());
    assertFalse(Files.exists(here.resolve("a")));
    Files.writeString(theirs.resolve("a"), "kept");
    assertEquals("kept", Files.readString(here.resolve("a")));
  }
}
