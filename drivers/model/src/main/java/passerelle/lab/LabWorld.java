package passerelle.lab;

/** What the lab's Internet is like. */
public enum LabWorld {
  /** As the Internet is: a name that exists exists for every type of record. */
  COURSE,

  /**
   * As it was in the lab in which real engines were recorded: its name server denies a name that
   * exists when it is asked for a type of record that the name does not have.
   */
  RECORDED;

  /**
   * The world that belongs to an image catalogue.
   *
   * @param images {@code course}, {@code stand-in} or the path of a file
   */
  public static LabWorld of(String images) {
    return images.equals("stand-in") ? RECORDED : COURSE;
  }
}
