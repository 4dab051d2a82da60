package passerelle.files;

/**
 * Files that a lab writes and nobody keeps: for transcripts that are replayed without a directory
 * for what they write. They answer as they would with one, and the machine has no part in it.
 */
public final class MemoryFiles implements MachineFiles {
  private final Ledger ledger = new Ledger();

  @Override
  public NewFile create(String typed, boolean replace) throws FileRefusal {
    PortableName name = PortableName.of(typed);
    ledger.claim(typed, name, replace);
    return content -> ledger.fill(typed, name, content.length);
  }
}
