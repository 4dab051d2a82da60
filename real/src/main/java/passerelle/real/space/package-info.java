/**
 * Spaces on the real kernel: mount, UTS and pid namespaces with a root of their own, where nothing
 * that is typed can change the machine's files, and the processes in them, on terminals or pipes.
 * The kernel twins are pivot_root(2), overlayfs, pid_namespaces(7) and pty(7); runc does the same
 * for Docker.
 */
package passerelle.real.space;
