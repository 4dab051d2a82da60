package passerelle.engine;

import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ServerProcess;

/** The only process of a server that is recorded: it starts no workers. */
record OnlyProcess(ProcessOutput output) implements ServerProcess {
  @Override
  public int pid() {
    return 1;
  }

  @Override
  public ServerProcess fork(Worker worker) {
    return this;
  }

  @Override
  public void soon(Runnable deed) {
    deed.run();
  }

  @Override
  public void exit(int status) {
    throw new IllegalStateException("no end is recorded");
  }

  @Override
  public void out(String text) {
    output.out(text);
  }

  @Override
  public void err(String text) {
    output.err(text);
  }
}
