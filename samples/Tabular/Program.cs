using System.CommandLine;
using System.Globalization;
using CommandLine;
using Tabular.Columns;
using Tabular.Commands;
using Tabular.Learning;

Argument<string> table = new("table") { Description = "A CSV file with a header." };
Option<string> target = new("--target") { Description = "The column to foretell.", HelpName = "column", Required = true };
Option<string[]> columns = Names("--columns", "The columns to foretell it from; all others if none is named.");
Option<string[]> ignored = Names("--ignore", "Columns to leave out.");
Option<string[]> categories = Names("--categories", "Columns of categories, even if they look like numbers or have very many texts.");
Option<string[]> missing = Names("--missing", "Further texts that say that something is missing, beside nothing, NA, N/A, NaN, null and ?.");
Option<string> decimals = Word("--decimal", "Whether the file writes 3.14 or 3,14.", "auto", "point", "comma");
Option<string> task = Word("--task", "Whether the target is one of some classes or a number.", "auto", "classes", "numbers");
Option<bool> balance = new("--balance") { Description = "All classes count alike in learning, however many rows they have." };
Option<int> folds = NumberOption.Create("--folds", "Folds of the cross-validation; 0 leaves it out.", usual: 5, least: 0, most: 100);
Option<string> hidden = new("--hidden") { Description = "The width of each hidden layer.", HelpName = "widths", DefaultValueFactory = _ => string.Join(",", Recipe.Usual.Hidden) };
Option<int> epochs = NumberOption.Create("--epochs", "How often each row is met, at most.", Recipe.Usual.Epochs, least: 1, most: 100_000);
Option<int> patience = NumberOption.Create("--patience", "Epochs without a smaller loss on the validation rows after which learning ends.", Recipe.Usual.Patience, least: 1);
Option<double?> rate = Rate("--learning-rate", "AdamW's first learning rate, by default what serves the task.");
Option<double?> decay = Rate("--weight-decay", "AdamW's weight decay, by default what serves the task.");
Option<int> seed = NumberOption.Create("--seed", "Another seed is other parts and other weights to begin with.", Recipe.Usual.Seed);
Option<string?> output = new("--out") { Description = "Folder for the network and the figures; TABLE-network unless named.", HelpName = "folder" };

var command = new RootCommand("From a table to a network: learns to foretell a column of a CSV from the others, says how well, and writes the network that ships.")
{
    table, target, columns, ignored, categories, missing, decimals, task, balance, folds, hidden, epochs, patience, rate, decay, seed, output,
};
command.SetAction(options =>
{
    if (options.GetValue(folds) == 1)
    {
        throw new InvalidDataException("Expected --folds to be 0, or 2 or more: with one fold nothing is left to learn from.");
    }

    Recipe recipe = Recipe.Usual with
    {
        Hidden = Widths(options.GetValue(hidden)!),
        Epochs = options.GetValue(epochs),
        Patience = options.GetValue(patience),
        IsBalanced = options.GetValue(balance),
        Seed = options.GetValue(seed),
        LearningRate = options.GetValue(rate),
        WeightDecay = options.GetValue(decay),
    };
    new Training(options.GetRequiredValue(table), Choices(options), recipe, options.GetValue(folds), options.GetValue(output)).Run(Console.Out);
});

Argument<string> network = new("network") { Description = "The folder that was written." };
Argument<string> rows = new("rows") { Description = "A CSV file with the same columns; the target need not be there." };
Option<string?> predicted = new("--out") { Description = "A CSV file to write; else it is printed.", HelpName = "file" };
Option<bool> unknown = new("--allow-unknown") { Description = "A category that was not there in training counts as none of them, and is no error." };
var predict = new Command("predict", "Foretells the rows of another file by a network that was written before.") { network, rows, predicted, unknown, missing, decimals };
predict.SetAction(options => new Prediction(
    options.GetRequiredValue(network), options.GetRequiredValue(rows), options.GetValue(predicted), Choices(options), options.GetValue(unknown)).Run(Console.Out));
command.Subcommands.Add(predict);
return Sample.Run(command, args);

TableChoices Choices(ParseResult options) => new(options.CommandResult.Command == command ? options.GetRequiredValue(target) : "")
{
    Inputs = Listed(options, columns),
    Ignored = Listed(options, ignored),
    Categories = Listed(options, categories),
    Missing = Listed(options, missing),
    IsClassification = options.GetValue(task) switch { "classes" => true, "numbers" => false, _ => null },
    HasDecimalCommas = options.GetValue(decimals) switch { "comma" => true, "point" => false, _ => null },
};

static Option<string[]> Names(string name, string description) => new(name) { Description = description, HelpName = "a,b,…", AllowMultipleArgumentsPerToken = true };

static Option<double?> Rate(string name, string description) => new(name)
{
    Description = description,
    HelpName = "number",
    CustomParser = result =>
    {
        if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number is >= 0 and <= 10)
        {
            return number;
        }

        result.AddError($"Expected {name} to be a number from 0 to 10, not '{result.Tokens[0].Value}'.");
        return null;
    },
};

static Option<string> Word(string name, string description, params string[] words)
{
    var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => words[0] };
    option.AcceptOnlyFromAmong(words);
    return option;
}

// Names may have spaces, so they are parted by commas, or the option is given several times.
static string[] Listed(ParseResult options, Option<string[]> option) =>
    [.. (options.GetValue(option) ?? []).SelectMany(static names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

static int[] Widths(string text)
{
    int[] widths =
    [
        .. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(static width => int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 1024 ? number : 0),
    ];
    return widths.Length is >= 1 and <= 8 && !widths.Contains(0)
        ? widths
        : throw new InvalidDataException($"Expected --hidden to be the widths of one to eight layers, each from 1 to 1024, such as 64,32, not '{text}'.");
}
