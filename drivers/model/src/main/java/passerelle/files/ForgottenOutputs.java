package passerelle.files;

/** What is written is not kept. */
record ForgottenOutputs() implements Outputs {
  @Override
  public boolean areKept() {
    return false;
  }

  @Override
  public Outputs in(String name) {
    return this;
  }

  @Override
  public MachineFiles fresh() {
    return new MemoryFiles();
  }
}
