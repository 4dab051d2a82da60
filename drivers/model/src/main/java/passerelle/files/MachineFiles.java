package passerelle.files;

/**
 * The files of the machine, as far as the person allowed: the only way by which what is done in a
 * lab reaches them. Names are what was typed; what they mean is the implementation's business.
 */
public interface MachineFiles {
  /**
   * Makes a file of that name, still empty.
   *
   * @param replace whether a file that is there may be replaced ({@code --force})
   * @throws FileRefusal when that is not allowed or cannot be done; nothing has changed then
   */
  NewFile create(String name, boolean replace) throws FileRefusal;

  /**
   * What a regular file holds. Where nothing is said of reading, nothing may be read.
   *
   * @param most octets it may have
   * @throws FileRefusal when it may not or cannot be read, is no regular file, or is larger
   */
  default byte[] read(String name, int most) throws FileRefusal {
    throw new FileRefusal(name, "unread");
  }

  /** A file that was made, whose content may be given several times. */
  @FunctionalInterface
  interface NewFile {
    /**
     * Gives the whole content, in the place of what was given before.
     *
     * @throws FileRefusal when it cannot be written
     */
    void write(byte[] content) throws FileRefusal;
  }
}
