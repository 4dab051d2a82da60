package passerelle.engine;

/**
 * A command that could not be run, in the words of runc.
 *
 * @param action {@code create} for a container, {@code exec} for one more process
 * @param command its name
 * @param denied it is there but may not be run
 */
record StartFailure(String action, String command, boolean denied) {

  EngineException asException() {
    String reason =
        denied || command.contains("/")
            ? (denied ? "permission denied" : "no such file or directory")
            : "executable file not found in $PATH";
    String stat = command.contains("/") && !denied ? "stat " + command + ": " : "";
    String process = "unable to start container process: exec: \"" + command + "\": ";
    String failure = process + stat + reason + ": unknown";
    String prefix =
        action.equals("exec")
            ? "OCI runtime exec failed: exec failed: "
            : "failed to create task for container: failed to create shim task: OCI runtime create"
                + " failed: runc create failed: ";
    return EngineException.bad(prefix + failure);
  }
}
