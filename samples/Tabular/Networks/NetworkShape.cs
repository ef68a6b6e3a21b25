using System.Globalization;
using System.Text;

namespace Tabular.Networks;

/// <summary>What network a table needs: its widths are known only when the table is.</summary>
/// <param name="Inputs">The inputs that the columns become.</param>
/// <param name="Hidden">The width of each hidden layer.</param>
/// <param name="Classes">How many classes there are to foretell; 0 for a number.</param>
internal sealed record NetworkShape(int Inputs, IReadOnlyList<int> Hidden, int Classes)
{
    /// <summary>The widest layer that MlpGen compiles.</summary>
    public const int MostInputs = 4096;

    private const string Activation = "Silu";

    /// <summary>Two classes are one answer, yes or no.</summary>
    public int Outputs => Classes <= 2 ? 1 : Classes;

    /// <summary>The layers, an attribute a line.</summary>
    public string Layers
    {
        get
        {
            var text = new StringBuilder();
            int inputs = Inputs;
            foreach (int width in Hidden)
            {
                text.Append(CultureInfo.InvariantCulture, $"[Layer({inputs}, {width}, {Activation})]\n");
                inputs = width;
            }

            string last = Classes switch { 0 => "", 2 => ", Sigmoid", _ => ", Softmax" };
            return text.Append(CultureInfo.InvariantCulture, $"[Layer({inputs}, {Outputs}{last})]\n").ToString();
        }
    }

    /// <summary>The class that learns.</summary>
    public string Trainable(string name) => $"""
        using MlpGen;
        using static MlpGen.Activation;

        {Layers}[Loss(LossFunction.{(Classes switch { 0 => "MeanSquaredError", 2 => "BinaryCrossEntropy", _ => "CrossEntropy" })})]
        public partial class {name};

        """.ReplaceLineEndings("\n");

    /// <summary>The class that ships, with the weights of a file.</summary>
    public string Frozen(string name, string weightsFile, string summary) => $"""
        using MlpGen;
        using static MlpGen.Activation;

        /// <summary>{summary}</summary>
        {Layers}[Frozen("{weightsFile}")]
        public static partial class {name};

        """.ReplaceLineEndings("\n");
}
