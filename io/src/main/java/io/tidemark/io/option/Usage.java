// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What help says about an option, beside its {@link org.apache.beam.sdk.options.Description} and
 * its {@link org.apache.beam.sdk.options.Default}.
 *
 * <pre>{@code
 * interface MyOptions extends org.apache.beam.sdk.options.PipelineOptions {
 *   @Usage(group = UsageGroup.WHERE, order = 1, unit = "windows", example = "fixed:10m")
 *   @org.apache.beam.sdk.options.Description("How readings are grouped by event time.")
 *   @org.apache.beam.sdk.options.Default.String("fixed:1h")
 *   String getWindow();
 *
 *   void setWindow(String windows);
 * }
 * }</pre>
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Usage {
  /** The question that the option answers. */
  UsageGroup group();

  /** Its place within the group. */
  int order();

  /** What the value is: a duration, a file, names. */
  String unit();

  /** A value that works. */
  String example();

  /** What happens without the option, where that is not a constant {@code Default}. */
  String otherwise() default "";
}
