package passerelle.real.porter;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/** The files of the person, as a file system: each act in it is an errand of the porter. */
public final class PersonsFiles extends FileSystem {
  private final Errands porter;
  private final PersonsProvider provider;

  /** Those that are reached through a porter at the other end of a connection. */
  public PersonsFiles(SocketChannel connection) throws IOException {
    porter = new Errands(connection);
    provider = new PersonsProvider(this, porter);
  }

  /** The working directory. */
  String directory() {
    return porter.directory();
  }

  Path real(PersonsPath path) throws IOException {
    return getPath(
        porter.ask(Request.REAL, out -> out.writeUTF(path.toString()), in -> in.readUTF()));
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public Path getPath(String first, String... more) {
    return new PersonsPath(this, Path.of(first, more));
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(getPath("/"));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic", "posix");
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher(pattern);
    return path -> matcher.matches(Path.of(path.toString()));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
