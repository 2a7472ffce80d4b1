// SPDX-License-Identifier: Apache-2.0
package io.tidemark.tests.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import org.apache.beam.sdk.transforms.DoFn;
import org.junit.Test;

/** Names that say what a thing is, and habits that stay out. */
public final class NamesTest {
  @Test
  public void packagesAreNamedAfterWhatIsInThem() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "..util..", "..utils..", "..common..", "..commons..", "..helper..", "..helpers..")
        .because("such a room fills with whatever has no place")
        .check(Product.classes());
  }

  @Test
  public void doFnsEndInFn() {
    classes()
        .that()
        .areAssignableTo(DoFn.class)
        .should()
        .haveSimpleNameEndingWith("Fn")
        .because("Beam's own do, and a name is what a metric or a stack trace shows")
        .check(Product.classes());
  }

  @Test
  public void optionsAreInterfaces() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Options")
        .should()
        .beInterfaces()
        .because("Beam makes the instances; typed values are called configuration")
        .check(Product.classes());
  }

  @Test
  public void loggingGoesThroughSlf4j() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(Product.classes());
  }

  @Test
  public void noStackTraceGoesToStandardErrorUnasked() {
    noClasses()
        .should()
        .callMethodWhere(
            target(name("printStackTrace"))
                .and(target(owner(assignableTo(Throwable.class))))
                .and(target(rawParameterTypes(new Class<?>[0]))))
        .because("a user sees one clear line, and a log has a logger")
        .check(Product.classes());
  }
}
