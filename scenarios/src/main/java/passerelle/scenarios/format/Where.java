package passerelle.scenarios.format;

/** Where the prompt of a pasted or printed command says that it runs. */
public sealed interface Where {
  /** A place that the prompt names, as in transcripts: {@code host$ }, {@code web# }. */
  record Named(Place place) implements Where {}

  /** Where one is: {@code $ }, {@code ❯ }, {@code PS C:\> }. */
  record Here() implements Where {}

  /** A shell of root where one is: {@code # }. */
  record Root() implements Where {}

  /**
   * The shell in a container that was opened last: {@code / # }, {@code bash-5.2# }.
   *
   * @param root whether the prompt is root's
   */
  record Opened(boolean root) implements Where {}

  /**
   * A shell that tells who is logged in to what: {@code root@3f4e8a9b7c6d:/# }, {@code [user@vm ~]$
   * }.
   *
   * @param machine a machine's name, or the host name of a container, which mostly is its id
   * @param root whether the prompt is root's
   */
  record Login(String machine, boolean root) implements Where {}
}
