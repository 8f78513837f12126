package dev.adjoint.kernel;

import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.TernaryFunction;
import dev.adjoint.function.UnaryFunction;
import java.io.InputStream;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * A loop of its own for each class of function.
 *
 * <p>One loop shared by many functions calls {@code f.apply} through a table, 4–10 ns an element. So the class of the
 * loop is defined again, as a hidden class, for each class of function ({@link ByLength twice}): it then only ever sees
 * that one, HotSpot inlines the call and vectorises the loop (0.1–0.2 ns an element). The function itself stays an
 * argument, so the values that a lambda captures or a record holds may change freely. Defining takes about 1 ms, once.
 */
public final class Loops {
    private static final ClassValue<UnaryLoop> UNARY = new ClassValue<>() {
        @Override
        protected UnaryLoop computeValue(Class<?> function) {
            return Composite.class.isAssignableFrom(function) ? new CompositeLoop() : new ByLength.Unary(function);
        }
    };

    private static final ClassValue<BinaryLoop> BINARY = new ClassValue<>() {
        @Override
        protected BinaryLoop computeValue(Class<?> function) {
            return new ByLength.Binary(function);
        }
    };

    private static final ClassValue<TernaryLoop> TERNARY = new ClassValue<>() {
        @Override
        protected TernaryLoop computeValue(Class<?> function) {
            return new ByLength.Ternary(function);
        }
    };

    private Loops() {}

    /** Returns the loop for functions of this one's class. */
    public static UnaryLoop unary(UnaryFunction f) {
        return UNARY.get(f.getClass());
    }

    /** Returns the loop for functions of this one's class. */
    public static BinaryLoop binary(BinaryFunction f) {
        return BINARY.get(f.getClass());
    }

    /** Returns the loop for functions of this one's class. */
    public static TernaryLoop ternary(TernaryFunction f) {
        return TERNARY.get(f.getClass());
    }

    /**
     * Defines the class {@code body} once more, hidden beside the lookup's class, and returns an instance of it.
     *
     * @param constant what {@link #constant} returns inside the new class
     */
    public static Object fresh(MethodHandles.Lookup lookup, Class<?> body, Object constant) {
        String file = body.getName().substring(body.getName().lastIndexOf('.') + 1) + ".class";
        try (@Nullable InputStream in = body.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no class file " + file + " beside " + body);
            }
            MethodHandles.Lookup hidden = lookup.defineHiddenClassWithClassData(in.readAllBytes(), constant, true);
            MethodType constructor = MethodType.methodType(void.class);
            return hidden.findConstructor(hidden.lookupClass(), constructor)
                    .asType(MethodType.methodType(Object.class))
                    .invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("cannot define a loop from " + file, e);
        }
    }

    /** Returns the constant with which the lookup's class was defined by {@link #fresh}. */
    public static Object constant(MethodHandles.Lookup lookup) {
        try {
            return MethodHandles.classData(lookup, ConstantDescs.DEFAULT_NAME, Object.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("not a class defined by Loops.fresh: " + lookup, e);
        }
    }
}
