/**
 * Programs of the machine, run to their end: an argument list and never a shell, a time limit, the
 * output as a value.
 */
package passerelle.real.exec;
