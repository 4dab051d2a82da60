package passerelle.real.porter;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@link java.nio.file.Files} does with the person's files. */
final class PersonsProvider extends FileSystemProvider {
  private final PersonsFiles files;
  private final Errands porter;

  PersonsProvider(PersonsFiles files, Errands porter) {
    this.files = files;
    this.porter = porter;
  }

  private static Errands.Arguments path(Path path) {
    return out -> out.writeUTF(path.toString());
  }

  private static void names(DataOutputStream out, Collection<?> values) throws IOException {
    Words.writeAll(out, values.stream().map(value -> ((Enum<?>) value).name()).toList());
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    int number =
        porter.ask(
            Request.OPEN,
            out -> {
              out.writeUTF(path.toString());
              names(out, options);
            },
            in -> in.readInt());
    return new PersonsChannel(porter, number);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> inside = new ArrayList<>();
    for (String name : porter.ask(Request.LIST, path(directory), Words::readAll)) {
      Path entry = directory.resolve(name);
      if (filter.accept(entry)) {
        inside.add(entry);
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() throws DirectoryIteratorException {
        return inside.iterator();
      }

      @Override
      public void close() {
        // All names are here already.
      }
    };
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    porter.tell(Request.MAKE_DIRECTORY, path(directory));
  }

  @Override
  public void delete(Path path) throws IOException {
    porter.tell(Request.DELETE, path(path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    porter.tell(Request.COPY, paths(source, target, options));
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    porter.tell(Request.MOVE, paths(source, target, options));
  }

  private static Errands.Arguments paths(Path source, Path target, CopyOption... options) {
    return out -> {
      out.writeUTF(source.toString());
      out.writeUTF(target.toString());
      names(out, Arrays.asList(options));
    };
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return porter.ask(
        Request.SAME,
        out -> {
          out.writeUTF(path.toString());
          out.writeUTF(other.toString());
        },
        in -> in.readBoolean());
  }

  @Override
  public boolean isHidden(Path path) {
    return path.getFileName() != null && path.getFileName().toString().startsWith(".");
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    porter.tell(
        Request.ACCESS,
        out -> {
          out.writeUTF(path.toString());
          names(out, Arrays.asList(modes));
        });
  }

  private FileFacts facts(Path path, LinkOption... links) throws IOException {
    return porter.ask(
        Request.FACTS,
        out -> {
          out.writeUTF(path.toString());
          out.writeBoolean(links.length == 0);
        },
        FileFacts::read);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... links) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException(type.getName());
    }
    return type.cast(facts(path, links));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... links)
      throws IOException {
    FileFacts facts = facts(path, links);
    return Map.of(
        "size", facts.size(),
        "isRegularFile", facts.isRegularFile(),
        "isDirectory", facts.isDirectory(),
        "isSymbolicLink", facts.isSymbolicLink(),
        "lastModifiedTime", facts.lastModifiedTime());
  }

  /** None: nobody asks for more than attributes. */
  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... links) {
    throw new UnsupportedOperationException(BasicFileAttributeView.class.getName());
  }

  /** The permissions of a file, and nothing else. */
  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... links)
      throws IOException {
    if (!attribute.equals("posix:permissions")) {
      throw new UnsupportedOperationException(attribute);
    }
    Set<PosixFilePermission> permissions =
        ((Set<?>) value).stream().map(PosixFilePermission.class::cast).collect(Collectors.toSet());
    porter.tell(
        Request.PERMIT,
        out -> {
          out.writeUTF(path.toString());
          out.writeUTF(PosixFilePermissions.toString(permissions));
        });
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String getScheme() {
    return "persons";
  }

  @Override
  public Path getPath(URI uri) {
    return files.getPath(uri.getPath());
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return files;
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
    throw new UnsupportedOperationException();
  }
}
