/**
 * What can be asked of a kernel, as values: operations with their inverses, and plans, which are
 * operations in order, each with its reason.
 */
package passerelle.kernel.op;
