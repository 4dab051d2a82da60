package passerelle.real.porter;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/**
 * A path among the person's files: reckoned with here, as all paths of this system, and followed by
 * the porter.
 *
 * @param system the files
 * @param here the same name in this program's own files
 */
record PersonsPath(PersonsFiles system, Path here) implements Path {
  private PersonsPath of(Path other) {
    return new PersonsPath(system, other);
  }

  private static Path here(Path other) {
    return other instanceof PersonsPath persons ? persons.here() : other;
  }

  /** Null where the default file system has null. */
  private Path orNone(Path other) {
    return other == null ? null : of(other);
  }

  @Override
  public FileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return here.isAbsolute();
  }

  @Override
  public Path getRoot() {
    return orNone(here.getRoot());
  }

  @Override
  public Path getFileName() {
    return orNone(here.getFileName());
  }

  @Override
  public Path getParent() {
    return orNone(here.getParent());
  }

  @Override
  public int getNameCount() {
    return here.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return of(here.getName(index));
  }

  @Override
  public Path subpath(int begin, int end) {
    return of(here.subpath(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return here.startsWith(here(other));
  }

  @Override
  public boolean endsWith(Path other) {
    return here.endsWith(here(other));
  }

  @Override
  public Path normalize() {
    return of(here.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return of(here.resolve(here(other)));
  }

  @Override
  public Path relativize(Path other) {
    return of(here.relativize(here(other)));
  }

  @Override
  public URI toUri() {
    return URI.create("file://" + toAbsolutePath());
  }

  @Override
  public Path toAbsolutePath() {
    return of(Path.of(system.directory()).resolve(here));
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    return system.real(this);
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return here.compareTo(here(other));
  }

  @Override
  public String toString() {
    return here.toString();
  }
}
