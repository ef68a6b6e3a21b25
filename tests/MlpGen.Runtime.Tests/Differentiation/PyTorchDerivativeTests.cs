using System.Reflection;
using System.Text.Json;

namespace MlpGen.Tests.Differentiation;

/// <summary>Derivatives in double precision against those that PyTorch's autograd computes: Data/derivatives.json.</summary>
public class PyTorchDerivativeTests
{
    private const int Samples = 3;
    private const double Tolerance = 1e-12;

    private static readonly Dictionary<string, Expected> s_expected = JsonSerializer.Deserialize<Dictionary<string, Expected>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "derivatives.json")), new JsonSerializerOptions(JsonSerializerDefaults.Web))!;

    public static TheoryData<string> Networks => [.. s_expected.Keys];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Derivatives_equal_those_of_PyTorch(string network) =>
        typeof(PyTorchDerivativeTests).GetMethod(nameof(Compare), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(typeof(DerivativeNetworks).GetNestedType(network, BindingFlags.NonPublic)!)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [s_expected[network]], null);

    [Fact]
    public void Every_network_in_double_precision_that_is_small_is_there() => Assert.True(s_expected.Count >= 50);

    private static void Compare<TNet>(Expected expected)
        where TNet : IJacobianNetwork<TNet, double>, IParameterJacobianNetwork<TNet, double>, IHessianNetwork<TNet, double>,
        IDirectionalGradientNetwork<TNet, double>
    {
        double[] parameters = Numbers(1, TNet.ParameterCount), v = Numbers(5, TNet.ParameterCount), tangent = Numbers(4, TNet.InputSize);
        double[] x = Numbers(2, Samples * TNet.InputSize), t = [.. Numbers(3, Samples * TNet.OutputSize).Select(Math.Abs)];
        double[] jacobian = new double[TNet.OutputSize * TNet.InputSize], y = new double[TNet.OutputSize];
        double[] first = new double[TNet.OutputSize], second = new double[TNet.OutputSize], product = new double[TNet.ParameterCount];
        ReadOnlySpan<double> one = x.AsSpan(0, TNet.InputSize);
        TNet.Jacobian(parameters, one, jacobian);
        TNet.DirectionalDerivatives(parameters, one, tangent, y, first, second);
        TNet.HessianVectorProduct(parameters, x, t, v, product);
        Equal(expected.Jacobian, jacobian, "∂y/∂x");
        Equal(expected.First, first, "ẏ");
        Equal(expected.Second, second, "ÿ");
        Equal(expected.Product, product, "∇²L·v");
        double[] gradient = new double[TNet.ParameterCount];
        TNet.DirectionalGradient(
            parameters, one, tangent, Numbers(6, TNet.OutputSize), Numbers(7, TNet.OutputSize), Numbers(8, TNet.OutputSize), gradient);
        Equal(expected.DirectionalGradient, gradient, "∂L(y, ẏ, ÿ)/∂θ");
        if (expected.ParameterJacobian is { } byParameters)
        {
            double[] rows = new double[TNet.OutputSize * TNet.ParameterCount];
            TNet.ParameterJacobian(parameters, one, rows);
            Equal(byParameters, rows, "∂y/∂θ");
        }
    }

    private static double[] Numbers(int seed, int count) => [.. Enumerable.Range(0, count).Select(i => (((i * 7919) + (seed * 104729)) % 101 - 50) / 100.0)];

    private static void Equal(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * (1 + Math.Abs(expected[i])), $"{what}[{i}]: {actual[i]} in place of {expected[i]}.");
        }
    }

    private sealed record Expected(double[] Jacobian, double[] First, double[] Second, double[] Product, double[] DirectionalGradient, double[]? ParameterJacobian);
}
