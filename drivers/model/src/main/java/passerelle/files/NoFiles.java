package passerelle.files;

/** No file at all: for lines from a pipe, when no directory was named for what they write. */
public final class NoFiles implements MachineFiles {
  @Override
  public NewFile create(String name, boolean replace) throws FileRefusal {
    throw new FileRefusal(name, "none");
  }
}
