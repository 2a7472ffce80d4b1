// SPDX-License-Identifier: Apache-2.0
package io.tidemark.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.Set;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.PTransform;
import org.junit.Test;

/** What a user applies is shown in use. */
public final class JavadocExamplesCoverageTest {
  @Test
  public void everyPublicTransformAndCombineFnHasAnExample() {
    classes()
        .that()
        .resideInAnyPackage("io.tidemark.transforms..", "io.tidemark.io..")
        .and(assignableTo(PTransform.class).or(assignableTo(Combine.CombineFn.class)))
        .and(describe("are public, as what encloses them", JavadocExamplesCoverageTest::isPublic))
        .should(haveAnExample())
        .check(Product.classes());
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(JavadocExamplesCoverageTest::isPublic).orElse(true);
  }

  private static ArchCondition<JavaClass> haveAnExample() {
    Set<String> withExample =
        Sources.ofPublicTypes().stream()
            .filter(file -> !Example.in(file).isEmpty())
            .map(file -> file.getFileName().toString())
            .collect(toSet());
    return new ArchCondition<>("have an example in the Javadoc of their file") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String file = type.getSource().orElseThrow().getFileName().orElseThrow();
        if (!withExample.contains(file)) {
          events.add(violated(type, type.getName() + " has no example in " + file));
        }
      }
    };
  }
}
