/**
 * Adapts JSON schemas to the dialect that the service accepts for the parameters of a
 * function.
 * <p>
 * {@code FunctionSchemas} is the entry and caches the results. {@code SchemaDocument}
 * resolves references, {@code SchemaFlattening} combines the keywords, references and
 * branches of one level into a {@code FlatSchema}, and {@code SchemaWriter} writes it in
 * the dialect. {@code ConstraintText} describes in words the constraints that the dialect
 * cannot express. {@code SchemaLimits} bounds the expansion of recursive schemas.
 * <p>
 * The package performs no input or output, and depends only on {@code internal.json}.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.schema;

import org.jspecify.annotations.NullMarked;
